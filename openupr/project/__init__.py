"""The whole, put together: settings, addresses, the command. The only room that knows every slice."""
