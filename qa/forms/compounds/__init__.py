"""Questions of several parts, comparisons, and questions that offer two things to choose between."""
