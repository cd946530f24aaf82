"""What the README claims, measured. Data paths are arguments; `bench/results` holds figures, machine and versions."""
