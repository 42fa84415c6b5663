"""Facts of the operating system: folders, power, start at login."""
