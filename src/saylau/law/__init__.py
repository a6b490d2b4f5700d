"""What the rule was on that day: dated rules with their citation, readings and explanations."""

from saylau.law.rule import Basis, Cite, Explanation, Rule, rules

__all__ = ["Basis", "Cite", "Explanation", "Rule", "rules"]
