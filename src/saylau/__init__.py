"""saylau: from sourced facts about an election to an assessment that anyone can trace."""

__version__ = "0.1.0"
