"""What screens and commands show: flat rows, read in windows, never more than is looked at."""

from boapp.storage.lists.backorders import (
    BackorderRow,
    HeldPart,
    ProductBackorders,
    list_backorders,
    list_product_backorders,
)
from boapp.storage.lists.notices import NoticeLineRow, NoticeRow, list_notices, read_paper
from boapp.storage.lists.orders import (
    OrderCard,
    OrderLineRow,
    OrderRow,
    OrderState,
    OrderSums,
    list_orders,
    read_order_card,
    sum_orders,
)
from boapp.storage.lists.pages import EVERYTHING, ListQuery, Page
from boapp.storage.lists.partners import CustomerRow, SupplierRow, list_customers, list_suppliers
from boapp.storage.lists.products import (
    MovementRow,
    ProductCard,
    ProductRow,
    SupplyRow,
    list_products,
    read_product_card,
)
from boapp.storage.lists.purchasing import (
    PurchaseLineRow,
    PurchaseOrderCard,
    PurchaseOrderRow,
    PurchaseStage,
    PurchaseSums,
    at_stage,
    list_purchase_orders,
    read_purchase_order_card,
    sum_purchase_orders,
)

__all__ = [
    "EVERYTHING",
    "BackorderRow",
    "CustomerRow",
    "HeldPart",
    "ListQuery",
    "MovementRow",
    "NoticeLineRow",
    "NoticeRow",
    "OrderCard",
    "OrderLineRow",
    "OrderRow",
    "OrderState",
    "OrderSums",
    "Page",
    "ProductBackorders",
    "ProductCard",
    "ProductRow",
    "PurchaseLineRow",
    "PurchaseOrderCard",
    "PurchaseOrderRow",
    "PurchaseStage",
    "PurchaseSums",
    "SupplierRow",
    "SupplyRow",
    "at_stage",
    "list_backorders",
    "list_customers",
    "list_notices",
    "list_orders",
    "list_product_backorders",
    "list_products",
    "list_purchase_orders",
    "list_suppliers",
    "read_order_card",
    "read_paper",
    "read_product_card",
    "read_purchase_order_card",
    "sum_orders",
    "sum_purchase_orders",
]
