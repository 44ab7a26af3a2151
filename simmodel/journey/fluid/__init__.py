"""The fluid approximation: customers as flows, thousands of policies at a time."""
