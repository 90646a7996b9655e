"""The parts every screen is put together from (style 2); `gallery` shows them all."""
