"""Products: the list, and a product's card."""

from boapp.ui.pages import Desk, Page, PageSpec


def _products_page(desk: Desk) -> Page:
    from boapp.ui.products.products_page import ProductsPage

    return ProductsPage(desk)


def _product_card(desk: Desk) -> Page:
    from boapp.ui.products.product_card import ProductCardPage

    return ProductCardPage(desk)


SPECS = (
    PageSpec("products", "Products", "products", _products_page),
    PageSpec("product", "Product", "products", _product_card, parent="products"),
)
