"""Who somebody is: /celebrity, /timeline, /follow and /following."""
