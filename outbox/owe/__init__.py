"""Owing: which posts the outbox holds, in the transaction of what caused them."""
