CREATE TABLE clerks (
    clerk_id BIGINT NOT NULL,
    initials TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    active BOOLEAN NOT NULL,
    CONSTRAINT pk_clerks PRIMARY KEY (clerk_id),
    CONSTRAINT uq_clerks_initials UNIQUE (initials)
);

CREATE TABLE closing_days (
    closing_date DATE NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    CONSTRAINT pk_closing_days PRIMARY KEY (closing_date)
);

CREATE TABLE customers (
    number TEXT COLLATE "C",
    name TEXT COLLATE "C" NOT NULL,
    company TEXT COLLATE "C" NOT NULL,
    street TEXT COLLATE "C" NOT NULL,
    postcode TEXT COLLATE "C" NOT NULL,
    city TEXT COLLATE "C" NOT NULL,
    region TEXT COLLATE "C" NOT NULL,
    country TEXT COLLATE "C" NOT NULL,
    email TEXT COLLATE "C" NOT NULL,
    phone TEXT COLLATE "C" NOT NULL,
    language TEXT COLLATE "C" NOT NULL,
    payment_terms TEXT COLLATE "C" NOT NULL,
    shipping_method TEXT COLLATE "C" NOT NULL,
    note TEXT COLLATE "C" NOT NULL,
    search_key TEXT COLLATE "C" NOT NULL,
    sort_key TEXT COLLATE "C" NOT NULL,
    customer_id BIGINT NOT NULL,
    customer_class INTEGER NOT NULL,
    accepts_parts BOOLEAN NOT NULL,
    accepts_backorders BOOLEAN NOT NULL,
    channel TEXT COLLATE "C" NOT NULL,
    payment_method TEXT COLLATE "C" NOT NULL,
    jurisdiction TEXT COLLATE "C" NOT NULL,
    CONSTRAINT pk_customers PRIMARY KEY (customer_id),
    CONSTRAINT ck_customers_named CHECK (name <> ''),
    CONSTRAINT ck_customers_class CHECK (customer_class >= 0),
    CONSTRAINT uq_customers_number UNIQUE (number)
);

CREATE INDEX ix_customers_sort_key ON customers (sort_key, customer_id);

CREATE TABLE desks (
    desk_id BIGINT NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    CONSTRAINT pk_desks PRIMARY KEY (desk_id),
    CONSTRAINT uq_desks_name UNIQUE (name)
);

CREATE TABLE meta (
    name TEXT COLLATE "C" NOT NULL,
    value TEXT COLLATE "C" NOT NULL,
    CONSTRAINT pk_meta PRIMARY KEY (name)
);

CREATE TABLE series (
    name TEXT COLLATE "C" NOT NULL,
    prefix TEXT COLLATE "C" NOT NULL,
    digits INTEGER NOT NULL,
    last_number INTEGER NOT NULL,
    CONSTRAINT pk_series PRIMARY KEY (name),
    CONSTRAINT ck_series_last_number CHECK (last_number >= 0),
    CONSTRAINT ck_series_digits CHECK (digits >= 0)
);

CREATE TABLE settings (
    name TEXT COLLATE "C" NOT NULL,
    value TEXT COLLATE "C" NOT NULL,
    CONSTRAINT pk_settings PRIMARY KEY (name)
);

CREATE TABLE suppliers (
    number TEXT COLLATE "C",
    name TEXT COLLATE "C" NOT NULL,
    company TEXT COLLATE "C" NOT NULL,
    street TEXT COLLATE "C" NOT NULL,
    postcode TEXT COLLATE "C" NOT NULL,
    city TEXT COLLATE "C" NOT NULL,
    region TEXT COLLATE "C" NOT NULL,
    country TEXT COLLATE "C" NOT NULL,
    email TEXT COLLATE "C" NOT NULL,
    phone TEXT COLLATE "C" NOT NULL,
    language TEXT COLLATE "C" NOT NULL,
    payment_terms TEXT COLLATE "C" NOT NULL,
    shipping_method TEXT COLLATE "C" NOT NULL,
    note TEXT COLLATE "C" NOT NULL,
    search_key TEXT COLLATE "C" NOT NULL,
    sort_key TEXT COLLATE "C" NOT NULL,
    supplier_id BIGINT NOT NULL,
    currency TEXT COLLATE "C" NOT NULL,
    lead_time_days INTEGER,
    cutoff TEXT COLLATE "C" NOT NULL,
    sending_days TEXT COLLATE "C" NOT NULL,
    order_minimum BIGINT NOT NULL,
    CONSTRAINT pk_suppliers PRIMARY KEY (supplier_id),
    CONSTRAINT ck_suppliers_named CHECK (name <> ''),
    CONSTRAINT ck_suppliers_lead_time CHECK (lead_time_days >= 0),
    CONSTRAINT ck_suppliers_order_minimum CHECK (order_minimum >= 0),
    CONSTRAINT uq_suppliers_number UNIQUE (number)
);

CREATE INDEX ix_suppliers_sort_key ON suppliers (sort_key, supplier_id);

CREATE TABLE acts (
    act_id BIGINT NOT NULL,
    act_uuid TEXT COLLATE "C" NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    day DATE NOT NULL,
    clerk_id BIGINT NOT NULL,
    desk_id BIGINT NOT NULL,
    kind VARCHAR(24) NOT NULL,
    note TEXT COLLATE "C" NOT NULL,
    CONSTRAINT pk_acts PRIMARY KEY (act_id),
    CONSTRAINT uq_acts_act_uuid UNIQUE (act_uuid),
    CONSTRAINT fk_acts_clerk_id FOREIGN KEY(clerk_id) REFERENCES clerks (clerk_id),
    CONSTRAINT fk_acts_desk_id FOREIGN KEY(desk_id) REFERENCES desks (desk_id)
);

CREATE TABLE drafts (
    draft_id BIGINT NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    clerk_id BIGINT NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    changed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    product_versions TEXT COLLATE "C" NOT NULL,
    edits TEXT COLLATE "C" NOT NULL,
    CONSTRAINT pk_drafts PRIMARY KEY (draft_id),
    CONSTRAINT fk_drafts_clerk_id FOREIGN KEY(clerk_id) REFERENCES clerks (clerk_id)
);

CREATE INDEX ix_drafts_clerk_id ON drafts (clerk_id);

CREATE TABLE orders (
    order_id BIGINT NOT NULL,
    order_number TEXT COLLATE "C" NOT NULL,
    external_number TEXT COLLATE "C" NOT NULL,
    customer_id BIGINT NOT NULL,
    ordered_date DATE NOT NULL,
    status VARCHAR(24) NOT NULL,
    hold VARCHAR(24),
    priority INTEGER,
    delivery VARCHAR(24) NOT NULL,
    complete_on DATE,
    stated_ship_date DATE,
    sale TEXT COLLATE "C" NOT NULL,
    jurisdiction TEXT COLLATE "C" NOT NULL,
    seller_credit BOOLEAN NOT NULL,
    paid BIGINT NOT NULL,
    shipping BIGINT NOT NULL,
    shipping_method TEXT COLLATE "C" NOT NULL,
    payment_terms TEXT COLLATE "C" NOT NULL,
    note TEXT COLLATE "C" NOT NULL,
    search_key TEXT COLLATE "C" NOT NULL,
    sort_key TEXT COLLATE "C" NOT NULL,
    CONSTRAINT pk_orders PRIMARY KEY (order_id),
    CONSTRAINT ck_orders_number CHECK (order_number <> ''),
    CONSTRAINT ck_orders_paid CHECK (paid >= 0),
    CONSTRAINT ck_orders_shipping CHECK (shipping >= 0),
    CONSTRAINT uq_orders_order_number UNIQUE (order_number),
    CONSTRAINT fk_orders_customer_id FOREIGN KEY(customer_id) REFERENCES customers (customer_id),
    CONSTRAINT ck_orders_orderstatus CHECK (status IN ('open', 'done', 'cancelled')),
    CONSTRAINT ck_orders_hold CHECK (hold IN ('payment', 'deposit', 'address', 'customer')),
    CONSTRAINT ck_orders_delivery CHECK (delivery IN ('partial', 'complete_line', 'complete_order'))
);

CREATE INDEX ix_orders_customer_id ON orders (customer_id);

CREATE INDEX ix_orders_external_number ON orders (external_number);

CREATE INDEX ix_orders_open ON orders (order_id) WHERE status = 'open';

CREATE INDEX ix_orders_sort_key ON orders (sort_key, order_id);

CREATE TABLE products (
    product_id BIGINT NOT NULL,
    sku TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    barcode TEXT COLLATE "C",
    product_group TEXT COLLATE "C" NOT NULL,
    unit TEXT COLLATE "C" NOT NULL,
    decimals INTEGER NOT NULL,
    pack BIGINT NOT NULL,
    minimum_part BIGINT NOT NULL,
    price BIGINT,
    cost BIGINT,
    tax_rate INTEGER,
    reorder_level BIGINT NOT NULL,
    release_date DATE,
    takes_backorders BOOLEAN NOT NULL,
    max_backorder_quantity BIGINT,
    keep_for_counter BIGINT NOT NULL,
    discontinued BOOLEAN NOT NULL,
    count_me BOOLEAN NOT NULL,
    supplier_id BIGINT,
    lead_time_days INTEGER,
    image TEXT COLLATE "C" NOT NULL,
    note TEXT COLLATE "C" NOT NULL,
    version INTEGER NOT NULL,
    search_key TEXT COLLATE "C" NOT NULL,
    sort_key TEXT COLLATE "C" NOT NULL,
    CONSTRAINT pk_products PRIMARY KEY (product_id),
    CONSTRAINT ck_products_sku CHECK (sku <> ''),
    CONSTRAINT ck_products_decimals CHECK (decimals BETWEEN 0 AND 4),
    CONSTRAINT ck_products_pack CHECK (pack > 0),
    CONSTRAINT ck_products_minimum_part CHECK (minimum_part >= 0),
    CONSTRAINT ck_products_price CHECK (price >= 0),
    CONSTRAINT ck_products_cost CHECK (cost >= 0),
    CONSTRAINT ck_products_tax_rate CHECK (tax_rate >= 0),
    CONSTRAINT ck_products_reorder_level CHECK (reorder_level >= 0),
    CONSTRAINT ck_products_max_backorder CHECK (max_backorder_quantity >= 0),
    CONSTRAINT ck_products_keep_for_counter CHECK (keep_for_counter >= 0),
    CONSTRAINT ck_products_lead_time CHECK (lead_time_days >= 0),
    CONSTRAINT uq_products_sku UNIQUE (sku),
    CONSTRAINT fk_products_supplier_id FOREIGN KEY(supplier_id) REFERENCES suppliers (supplier_id)
);

CREATE INDEX ix_products_barcode ON products (barcode);

CREATE INDEX ix_products_sort_key ON products (sort_key, product_id);

CREATE INDEX ix_products_supplier_id ON products (supplier_id);

CREATE TABLE purchase_orders (
    purchase_order_id BIGINT NOT NULL,
    purchase_order_number TEXT COLLATE "C" NOT NULL,
    supplier_id BIGINT NOT NULL,
    ordered_date DATE,
    currency TEXT COLLATE "C" NOT NULL,
    note TEXT COLLATE "C" NOT NULL,
    search_key TEXT COLLATE "C" NOT NULL,
    sort_key TEXT COLLATE "C" NOT NULL,
    CONSTRAINT pk_purchase_orders PRIMARY KEY (purchase_order_id),
    CONSTRAINT ck_purchase_orders_number CHECK (purchase_order_number <> ''),
    CONSTRAINT uq_purchase_orders_purchase_order_number UNIQUE (purchase_order_number),
    CONSTRAINT fk_purchase_orders_supplier_id FOREIGN KEY(supplier_id) REFERENCES suppliers (supplier_id)
);

CREATE INDEX ix_purchase_orders_sort_key ON purchase_orders (sort_key, purchase_order_id);

CREATE INDEX ix_purchase_orders_supplier_id ON purchase_orders (supplier_id);

CREATE TABLE notices (
    notice_id BIGINT NOT NULL,
    number TEXT COLLATE "C",
    kind VARCHAR(24) NOT NULL,
    state VARCHAR(24) NOT NULL,
    customer_id BIGINT NOT NULL,
    act_id BIGINT NOT NULL,
    due_by DATE,
    rule TEXT COLLATE "C" NOT NULL,
    reason TEXT COLLATE "C" NOT NULL,
    language TEXT COLLATE "C" NOT NULL,
    channel TEXT COLLATE "C" NOT NULL,
    printed_at TIMESTAMP WITH TIME ZONE,
    sent_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_notices PRIMARY KEY (notice_id),
    CONSTRAINT ck_notices_numbered CHECK (state NOT IN ('printed', 'sent') OR number IS NOT NULL),
    CONSTRAINT uq_notices_number UNIQUE (number),
    CONSTRAINT ck_notices_noticekind CHECK (kind IN ('confirmation', 'delay_first', 'delay_renewed', 'part_shipment', 'arrival', 'still_waiting', 'cancellation')),
    CONSTRAINT ck_notices_noticestate CHECK (state IN ('due', 'drafted', 'printed', 'sent', 'void')),
    CONSTRAINT fk_notices_customer_id FOREIGN KEY(customer_id) REFERENCES customers (customer_id),
    CONSTRAINT fk_notices_act_id FOREIGN KEY(act_id) REFERENCES acts (act_id)
);

CREATE INDEX ix_notices_act_id ON notices (act_id);

CREATE INDEX ix_notices_customer_id ON notices (customer_id);

CREATE INDEX ix_notices_waiting ON notices (due_by, notice_id) WHERE state IN ('due', 'drafted');

CREATE TABLE order_lines (
    line_id BIGINT NOT NULL,
    order_id BIGINT NOT NULL,
    line_number TEXT COLLATE "C" NOT NULL,
    position INTEGER NOT NULL,
    product_id BIGINT NOT NULL,
    description TEXT COLLATE "C" NOT NULL,
    ordered_quantity BIGINT NOT NULL,
    shipped_quantity BIGINT NOT NULL,
    cancelled_quantity BIGINT NOT NULL,
    open_quantity BIGINT GENERATED ALWAYS AS (ordered_quantity - shipped_quantity - cancelled_quantity) STORED NOT NULL,
    wanted_date DATE,
    told_date DATE,
    no_use_after DATE,
    delivery VARCHAR(24) NOT NULL,
    price BIGINT,
    special BOOLEAN NOT NULL,
    CONSTRAINT pk_order_lines PRIMARY KEY (line_id),
    CONSTRAINT uq_order_lines_order_id_line_number UNIQUE (order_id, line_number),
    CONSTRAINT ck_order_lines_ordered CHECK (ordered_quantity >= 0),
    CONSTRAINT ck_order_lines_shipped CHECK (shipped_quantity >= 0),
    CONSTRAINT ck_order_lines_cancelled CHECK (cancelled_quantity >= 0),
    CONSTRAINT ck_order_lines_open CHECK (ordered_quantity - shipped_quantity - cancelled_quantity >= 0),
    CONSTRAINT ck_order_lines_price CHECK (price >= 0),
    CONSTRAINT fk_order_lines_order_id FOREIGN KEY(order_id) REFERENCES orders (order_id),
    CONSTRAINT fk_order_lines_product_id FOREIGN KEY(product_id) REFERENCES products (product_id),
    CONSTRAINT ck_order_lines_delivery CHECK (delivery IN ('partial', 'complete_line', 'complete_order'))
);

CREATE INDEX ix_order_lines_product_id ON order_lines (product_id);

CREATE INDEX ix_order_lines_waiting ON order_lines (product_id, line_id) WHERE open_quantity > 0;

CREATE TABLE product_versions (
    product_id BIGINT NOT NULL,
    version INTEGER NOT NULL,
    act_id BIGINT NOT NULL,
    CONSTRAINT pk_product_versions PRIMARY KEY (product_id, version),
    CONSTRAINT ck_product_versions_version CHECK (version > 0),
    CONSTRAINT fk_product_versions_product_id FOREIGN KEY(product_id) REFERENCES products (product_id),
    CONSTRAINT fk_product_versions_act_id FOREIGN KEY(act_id) REFERENCES acts (act_id)
);

CREATE INDEX ix_product_versions_act_id ON product_versions (act_id);

CREATE TABLE purchase_lines (
    purchase_line_id BIGINT NOT NULL,
    purchase_order_id BIGINT NOT NULL,
    line_number TEXT COLLATE "C" NOT NULL,
    position INTEGER NOT NULL,
    product_id BIGINT NOT NULL,
    ordered_quantity BIGINT NOT NULL,
    received_quantity BIGINT NOT NULL,
    cancelled_quantity BIGINT NOT NULL,
    open_quantity BIGINT GENERATED ALWAYS AS (CASE WHEN ordered_quantity - received_quantity - cancelled_quantity > 0 THEN ordered_quantity - received_quantity - cancelled_quantity ELSE 0 END) STORED NOT NULL,
    units_per_buying_unit BIGINT NOT NULL,
    price BIGINT,
    state VARCHAR(24) NOT NULL,
    CONSTRAINT pk_purchase_lines PRIMARY KEY (purchase_line_id),
    CONSTRAINT uq_purchase_lines_purchase_order_id_line_number UNIQUE (purchase_order_id, line_number),
    CONSTRAINT ck_purchase_lines_ordered CHECK (ordered_quantity >= 0),
    CONSTRAINT ck_purchase_lines_received CHECK (received_quantity >= 0),
    CONSTRAINT ck_purchase_lines_cancelled CHECK (cancelled_quantity BETWEEN 0 AND ordered_quantity),
    CONSTRAINT ck_purchase_lines_buying_unit CHECK (units_per_buying_unit > 0),
    CONSTRAINT ck_purchase_lines_price CHECK (price >= 0),
    CONSTRAINT fk_purchase_lines_purchase_order_id FOREIGN KEY(purchase_order_id) REFERENCES purchase_orders (purchase_order_id),
    CONSTRAINT fk_purchase_lines_product_id FOREIGN KEY(product_id) REFERENCES products (product_id),
    CONSTRAINT ck_purchase_lines_purchasestate CHECK (state IN ('to_order', 'sent', 'confirmed', 'received'))
);

CREATE INDEX ix_purchase_lines_coming ON purchase_lines (product_id, purchase_line_id) WHERE open_quantity > 0;

CREATE INDEX ix_purchase_lines_product_id ON purchase_lines (product_id);

CREATE TABLE runs (
    run_id BIGINT NOT NULL,
    act_id BIGINT NOT NULL,
    rule_set TEXT COLLATE "C" NOT NULL,
    rules TEXT COLLATE "C" NOT NULL,
    exact BOOLEAN NOT NULL,
    reverts_run_id BIGINT,
    CONSTRAINT pk_runs PRIMARY KEY (run_id),
    CONSTRAINT fk_runs_act_id FOREIGN KEY(act_id) REFERENCES acts (act_id),
    CONSTRAINT fk_runs_reverts_run_id FOREIGN KEY(reverts_run_id) REFERENCES runs (run_id)
);

CREATE INDEX ix_runs_act_id ON runs (act_id);

CREATE INDEX ix_runs_reverts_run_id ON runs (reverts_run_id);

CREATE TABLE supplier_terms (
    term_id BIGINT NOT NULL,
    supplier_id BIGINT NOT NULL,
    product_id BIGINT NOT NULL,
    supplier_sku TEXT COLLATE "C" NOT NULL,
    price BIGINT,
    currency TEXT COLLATE "C" NOT NULL,
    lead_time_days INTEGER,
    pack BIGINT NOT NULL,
    units_per_buying_unit BIGINT NOT NULL,
    minimum BIGINT NOT NULL,
    CONSTRAINT pk_supplier_terms PRIMARY KEY (term_id),
    CONSTRAINT uq_supplier_terms_supplier_id_product_id UNIQUE (supplier_id, product_id),
    CONSTRAINT ck_supplier_terms_pack CHECK (pack > 0),
    CONSTRAINT ck_supplier_terms_buying_unit CHECK (units_per_buying_unit > 0),
    CONSTRAINT ck_supplier_terms_minimum CHECK (minimum >= 0),
    CONSTRAINT ck_supplier_terms_price CHECK (price >= 0),
    CONSTRAINT ck_supplier_terms_lead_time CHECK (lead_time_days >= 0),
    CONSTRAINT fk_supplier_terms_supplier_id FOREIGN KEY(supplier_id) REFERENCES suppliers (supplier_id),
    CONSTRAINT fk_supplier_terms_product_id FOREIGN KEY(product_id) REFERENCES products (product_id)
);

CREATE INDEX ix_supplier_terms_product_id ON supplier_terms (product_id);

CREATE TABLE movements (
    movement_id BIGINT NOT NULL,
    act_id BIGINT NOT NULL,
    product_id BIGINT NOT NULL,
    quantity BIGINT NOT NULL,
    kind VARCHAR(24) NOT NULL,
    place VARCHAR(24) NOT NULL,
    line_id BIGINT,
    purchase_line_id BIGINT,
    note TEXT COLLATE "C" NOT NULL,
    CONSTRAINT pk_movements PRIMARY KEY (movement_id),
    CONSTRAINT ck_movements_quantity CHECK (quantity <> 0),
    CONSTRAINT fk_movements_act_id FOREIGN KEY(act_id) REFERENCES acts (act_id),
    CONSTRAINT fk_movements_product_id FOREIGN KEY(product_id) REFERENCES products (product_id),
    CONSTRAINT ck_movements_movementkind CHECK (kind IN ('receipt', 'shipment', 'counter_sale', 'count', 'found', 'return', 'write_off', 'transfer')),
    CONSTRAINT ck_movements_place CHECK (place IN ('stock', 'shelf', 'display', 'inspect', 'damaged')),
    CONSTRAINT fk_movements_line_id FOREIGN KEY(line_id) REFERENCES order_lines (line_id),
    CONSTRAINT fk_movements_purchase_line_id FOREIGN KEY(purchase_line_id) REFERENCES purchase_lines (purchase_line_id)
);

CREATE INDEX ix_movements_act_id ON movements (act_id);

CREATE INDEX ix_movements_line_id ON movements (line_id);

CREATE INDEX ix_movements_product_id ON movements (product_id, movement_id);

CREATE INDEX ix_movements_purchase_line_id ON movements (purchase_line_id);

CREATE TABLE notice_lines (
    notice_id BIGINT NOT NULL,
    position INTEGER NOT NULL,
    line_id BIGINT NOT NULL,
    quantity BIGINT NOT NULL,
    before_date DATE,
    after_date DATE,
    CONSTRAINT pk_notice_lines PRIMARY KEY (notice_id, position),
    CONSTRAINT ck_notice_lines_quantity CHECK (quantity >= 0),
    CONSTRAINT fk_notice_lines_notice_id FOREIGN KEY(notice_id) REFERENCES notices (notice_id),
    CONSTRAINT fk_notice_lines_line_id FOREIGN KEY(line_id) REFERENCES order_lines (line_id)
);

CREATE INDEX ix_notice_lines_line_id ON notice_lines (line_id);

CREATE TABLE notice_papers (
    notice_id BIGINT NOT NULL,
    document BYTEA NOT NULL,
    sha256 TEXT COLLATE "C" NOT NULL,
    produced_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_notice_papers PRIMARY KEY (notice_id),
    CONSTRAINT ck_notice_papers_sha256 CHECK (length(sha256) = 64),
    CONSTRAINT fk_notice_papers_notice_id FOREIGN KEY(notice_id) REFERENCES notices (notice_id)
);

CREATE TABLE run_lines (
    run_id BIGINT NOT NULL,
    line_id BIGINT NOT NULL,
    before_quantity BIGINT NOT NULL,
    after_quantity BIGINT NOT NULL,
    before_date DATE,
    after_date DATE,
    change TEXT COLLATE "C" NOT NULL,
    why TEXT COLLATE "C" NOT NULL,
    CONSTRAINT pk_run_lines PRIMARY KEY (run_id, line_id),
    CONSTRAINT ck_run_lines_quantities CHECK (before_quantity >= 0 AND after_quantity >= 0),
    CONSTRAINT fk_run_lines_run_id FOREIGN KEY(run_id) REFERENCES runs (run_id),
    CONSTRAINT fk_run_lines_line_id FOREIGN KEY(line_id) REFERENCES order_lines (line_id)
);

CREATE TABLE supplies (
    supply_id BIGINT NOT NULL,
    product_id BIGINT NOT NULL,
    kind VARCHAR(24) NOT NULL,
    purchase_line_id BIGINT,
    quantity BIGINT NOT NULL,
    expected_date DATE,
    confirmed BOOLEAN NOT NULL,
    label TEXT COLLATE "C" NOT NULL,
    CONSTRAINT pk_supplies PRIMARY KEY (supply_id),
    CONSTRAINT uq_supplies_purchase_line_id UNIQUE (purchase_line_id),
    CONSTRAINT ck_supplies_quantity CHECK (quantity >= 0),
    CONSTRAINT ck_supplies_purchase_line CHECK ((kind = 'purchase') = (purchase_line_id IS NOT NULL)),
    CONSTRAINT ck_supplies_on_hand_today CHECK (kind <> 'on_hand' OR expected_date IS NULL),
    CONSTRAINT fk_supplies_product_id FOREIGN KEY(product_id) REFERENCES products (product_id),
    CONSTRAINT ck_supplies_supplykind CHECK (kind IN ('on_hand', 'purchase', 'made', 'noted')),
    CONSTRAINT fk_supplies_purchase_line_id FOREIGN KEY(purchase_line_id) REFERENCES purchase_lines (purchase_line_id)
);

CREATE INDEX ix_supplies_product_id ON supplies (product_id);

CREATE UNIQUE INDEX uq_supplies_on_hand ON supplies (product_id) WHERE kind = 'on_hand';

CREATE TABLE told (
    told_id BIGINT NOT NULL,
    line_id BIGINT NOT NULL,
    act_id BIGINT NOT NULL,
    quantity BIGINT NOT NULL,
    earliest_date DATE,
    latest_date DATE,
    precision VARCHAR(24) NOT NULL,
    told_by VARCHAR(24) NOT NULL,
    told_on DATE NOT NULL,
    notice_id BIGINT,
    reference TEXT COLLATE "C" NOT NULL,
    CONSTRAINT pk_told PRIMARY KEY (told_id),
    CONSTRAINT ck_told_quantity CHECK (quantity > 0),
    CONSTRAINT ck_told_both_dates CHECK ((earliest_date IS NULL) = (latest_date IS NULL)),
    CONSTRAINT ck_told_dates CHECK (earliest_date <= latest_date),
    CONSTRAINT ck_told_source CHECK ((told_by = 'notice') = (notice_id IS NOT NULL)),
    CONSTRAINT fk_told_line_id FOREIGN KEY(line_id) REFERENCES order_lines (line_id),
    CONSTRAINT fk_told_act_id FOREIGN KEY(act_id) REFERENCES acts (act_id),
    CONSTRAINT ck_told_precision CHECK (precision IN ('day', 'week', 'month')),
    CONSTRAINT ck_told_toldby CHECK (told_by IN ('notice', 'call', 'counter', 'email', 'imported')),
    CONSTRAINT fk_told_notice_id FOREIGN KEY(notice_id) REFERENCES notices (notice_id)
);

CREATE INDEX ix_told_act_id ON told (act_id);

CREATE INDEX ix_told_line_id ON told (line_id, told_id);

CREATE INDEX ix_told_notice_id ON told (notice_id);

CREATE TABLE allocation_history (
    act_id BIGINT NOT NULL,
    line_id BIGINT NOT NULL,
    supply_id BIGINT NOT NULL,
    firmness VARCHAR(24) NOT NULL,
    before_quantity BIGINT NOT NULL,
    after_quantity BIGINT NOT NULL,
    CONSTRAINT pk_allocation_history PRIMARY KEY (act_id, line_id, supply_id, firmness),
    CONSTRAINT ck_allocation_history_quantities CHECK (before_quantity >= 0 AND after_quantity >= 0),
    CONSTRAINT ck_allocation_history_changed CHECK (before_quantity <> after_quantity),
    CONSTRAINT fk_allocation_history_act_id FOREIGN KEY(act_id) REFERENCES acts (act_id),
    CONSTRAINT fk_allocation_history_line_id FOREIGN KEY(line_id) REFERENCES order_lines (line_id),
    CONSTRAINT fk_allocation_history_supply_id FOREIGN KEY(supply_id) REFERENCES supplies (supply_id),
    CONSTRAINT ck_allocation_history_firmness CHECK (firmness IN ('loose', 'pinned', 'set_aside'))
);

CREATE TABLE allocations (
    line_id BIGINT NOT NULL,
    supply_id BIGINT NOT NULL,
    firmness VARCHAR(24) NOT NULL,
    quantity BIGINT NOT NULL,
    place TEXT COLLATE "C" NOT NULL,
    reason TEXT COLLATE "C" NOT NULL,
    until_date DATE,
    act_id BIGINT NOT NULL,
    CONSTRAINT pk_allocations PRIMARY KEY (line_id, supply_id, firmness),
    CONSTRAINT ck_allocations_quantity CHECK (quantity > 0),
    CONSTRAINT fk_allocations_line_id FOREIGN KEY(line_id) REFERENCES order_lines (line_id),
    CONSTRAINT fk_allocations_supply_id FOREIGN KEY(supply_id) REFERENCES supplies (supply_id),
    CONSTRAINT ck_allocations_firmness CHECK (firmness IN ('loose', 'pinned', 'set_aside')),
    CONSTRAINT fk_allocations_act_id FOREIGN KEY(act_id) REFERENCES acts (act_id)
);

CREATE INDEX ix_allocations_supply_id ON allocations (supply_id);

CREATE INDEX ix_allocations_until_date ON allocations (until_date) WHERE until_date IS NOT NULL;

CREATE TABLE supply_history (
    act_id BIGINT NOT NULL,
    supply_id BIGINT NOT NULL,
    before_quantity BIGINT NOT NULL,
    after_quantity BIGINT NOT NULL,
    before_date DATE,
    after_date DATE,
    CONSTRAINT pk_supply_history PRIMARY KEY (act_id, supply_id),
    CONSTRAINT ck_supply_history_quantities CHECK (before_quantity >= 0 AND after_quantity >= 0),
    CONSTRAINT fk_supply_history_act_id FOREIGN KEY(act_id) REFERENCES acts (act_id),
    CONSTRAINT fk_supply_history_supply_id FOREIGN KEY(supply_id) REFERENCES supplies (supply_id)
);
