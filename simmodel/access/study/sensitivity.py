"""Questions of a manager about facts of service access that may turn out otherwise."""

from simmodel.contract.sensitivity import Move, Sensitivity

SENSITIVITY = Sensitivity(
    moves=(
        Move("advertising.cost", 0.8, 1.2),
        Move("servers.monthly_cost", 0.8, 1.2),
        Move("servers.hours_per_month", 0.9, 1.1),
        Move("new.mean_hours", 0.8, 1.2),
        Move("new.patience_hours", 0.5, 2.0),
    ),
    metrics=("service_probability", "customer_value", "server_cost", "advertising_cost"),
)
