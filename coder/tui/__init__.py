"""The screens: compose, bind keys, call a use case through the session, show."""
