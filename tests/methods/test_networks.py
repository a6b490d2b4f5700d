"""Shortest ways: small networks walked by hand, and networkx as a second opinion."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from saylau.methods.networks import Step, Way, along, neighbours, shortest_paths, within_steps
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


def test_what_is_told_along_a_way_is_found_in_either_direction_and_once() -> None:
    told = [(("b", "a"), "first"), (("a", "b"), "first"), (("b", "c"), "second"), (("c", "d"), "beyond"),
            (("a", "c"), "shorter")]  # fmt: skip
    assert along(("a", "b", "c"), told) == ("first", "second")
    assert along(("a",), told) == ()


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


def test_positions_count_nothing_and_acts_count_one() -> None:
    steps = [Step("a", "b", 0), Step("b", "c", 1), Step("c", "d", 1), Step("d", "e", 0)]
    assert within_steps(steps, "a", 1) == {"a": Way(0, ()), "b": Way(0, (0,)), "c": Way(1, (0, 1))}
    assert within_steps(steps, "a", 2)["e"] == Way(2, (0, 1, 2, 3))


def test_directed_steps_are_not_walked_back() -> None:
    assert within_steps([Step("b", "a", 1)], "a", 5) == {"a": Way(0, ())}


def test_a_way_of_more_relations_and_fewer_counted_steps_is_the_nearer() -> None:
    steps = [Step("a", "d", 1), Step("a", "b", 0), Step("b", "c", 0), Step("c", "d", 0)]
    assert within_steps(steps, "a", 3)["d"] == Way(0, (1, 2, 3))


@given(st.lists(st.tuples(st.sampled_from("abcdefg"), st.sampled_from("abcdefg"), st.integers(0, 1)), max_size=14))
def test_directed_steps_agree_with_dijkstra_of_networkx(found: list[tuple[str, str, int]]) -> None:
    import networkx as nx

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_node("a")
    for one, other, counts in found:
        graph.add_edge(one, other, weight=counts)
    expected = nx.single_source_dijkstra_path_length(graph, "a")
    ours = within_steps([Step(*row) for row in found], "a", 99)
    assert {node: way.steps for node, way in ours.items()} == expected
    for node, way in ours.items():
        assert sum(found[place][2] for place in way.edges) == way.steps
        assert not way.edges or (found[way.edges[0]][0], found[way.edges[-1]][1]) == ("a", node)
