"""The whole, put together: settings, addresses, the command. The only app that knows every app."""
