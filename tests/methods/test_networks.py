"""Shortest ways: small networks walked by hand, and networkx as a second opinion."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from saylau.methods.networks import neighbours, shortest_paths
from saylau.methods.runs import longest_run

EDGES = st.lists(st.tuples(st.sampled_from("abcdefg"), st.sampled_from("abcdefg")), max_size=12)


def test_a_way_of_four_steps_is_found_in_both_directions() -> None:
    chain = [("b", "a"), ("b", "c"), ("c", "d"), ("d", "e")]
    assert shortest_paths(chain, "a")["e"] == ("a", "b", "c", "d", "e")
    assert shortest_paths(chain, "e")["a"] == ("e", "d", "c", "b", "a")


def test_of_two_equal_ways_the_one_told_first_is_taken() -> None:
    assert shortest_paths([("a", "b"), ("a", "c"), ("b", "d"), ("c", "d")], "a")["d"] == ("a", "b", "d")


def test_who_cannot_be_reached_is_absent_and_the_start_stands_alone() -> None:
    assert shortest_paths([("b", "c")], "a") == {"a": ("a",)}


def test_neighbours_are_listed_once_in_the_order_told() -> None:
    assert neighbours([("a", "c"), ("a", "b"), ("c", "a")])["a"] == ("c", "b")


@given(EDGES)
def test_ways_are_as_short_as_those_of_networkx(edges: list[tuple[str, str]]) -> None:
    import networkx as nx

    graph: nx.Graph[str] = nx.Graph(edges)
    graph.add_node("a")
    lengths = {node: len(way) - 1 for node, way in shortest_paths(edges, "a").items()}
    assert lengths == dict(nx.single_source_shortest_path_length(graph, "a"))


def test_the_longest_run_is_found_with_its_place() -> None:
    assert longest_run([True, False, True, True, False]) == (2, 2)


def test_of_equal_runs_the_last_is_taken() -> None:
    assert longest_run([True, True, False, True, True]) == (3, 2)


def test_a_list_in_which_nothing_holds_has_no_run() -> None:
    assert longest_run([]) == longest_run([False, False]) == (0, 0)
