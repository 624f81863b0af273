"""What stands under the digits 1-9, on every screen that has them."""
