"""The words of an empty case: its README, the example of a declared rule, and the note beside the prose."""

from saylau.records.texts import CHAPTERS

README = """\
# {title}

A case folder: what is known about one election, as plain tables. Open the `.csv` files in a spreadsheet or an editor,
save them as CSV in UTF-8, and run

    saylau validate .

It lists everything that is missing or wrong, with file, row and column, and what would be right.

## First steps

1. Fill in `case.toml`.
2. Write the sources that you have into `sources.csv`, one a row. For example:

       {source_row}

3. Write the election into `election.csv`, with the id `{election}` that `case.toml` names. For example:

       {election_row}

4. Go on with what you know, a file for each kind of thing (list below). A file that you do not need may stay as it is,
   or be deleted.
5. `saylau report .` writes the report. What could not be tested for want of facts is listed in it as questions.

## One row, one claim

A row says what one source says of one thing. Two sources that differ are two rows with the same `id`: both stay, and
the report weighs them. An error is not deleted: its row gets the status `withdrawn`.

A good paper can repeat a rumour. So a source has a grade, and each row may say in the column `heard` how this piece of
information reached that source: `first hand` (a witness or the document itself), `second hand` (from such a witness),
`hearsay`. What is known from hearsay alone settles nothing.

Every row of every kind has these columns beside its own:

{claim_columns}

An id is made of small letters, digits, dots and hyphens, and no two things share one. Other rows refer to a thing by
it.

## How values are written

| value | written | means |
|---|---|---|
| time | `2019`, `2019-05`, `2019-05-09` | as precise as the source; `2019` is never 1 January |
| | `2019-04-29/2019-05-04`, `../2018-06` | from, to; `..` is an open end |
| | `2019-05-09T07:00Z`, `2019-05-09T07:00+06:00` | a clock time with its zone |
| | `2019-05-09T07:00?` | a clock time whose source states no zone |
| | `2019-05~` | about |
| number | `41`, `>=41`, `>140`, `<5`, `<=5` | exact, at least, more than, less than, at most |
| | `1000..3000`, `~200`, `several` | between; about (ten per cent either way, assumed); two or more |
| money | `510000000 KZT`, `120..200 EUR` | amount and ISO 4217 code; the same signs as for numbers |
| yes or no | `yes`, `no`, `unknown` | `unknown` is an answer too |
| list | `one; two` | several members in one cell, parted by a semicolon |

A spreadsheet turns `2019-05` into a day when it may. Format the columns as text first, or start with
`saylau new --xlsx FILE`, a workbook in which they are.

## Sources

{source_columns}

The grade says how far a source can be relied on: `A` official or primary, `B` press or secondary, `C` weak. A source of
grade C never decides a finding. `based_on` names the sources that it repeats, so that two papers which cite one agency
count once. `interest` says whose voice it is.

## People first

A person who does not act in public office or as a candidate is a case number (`P01`), never a name, and what is written
of them stays coarse. The column `display` says what of a row may leave the team: `public`; `initials`; `number`, which
is the default for people who are not public figures; `withheld`, which stays out of every report.

## Further files

- `texts.csv`: names and wording in further languages: the thing's `id` (`case` for the case itself), the `field` that
  is translated, the language, the text.
- `phrases.csv`: any text of the case, once, in further languages; it is then said so wherever it stands.
- `text/`: your own prose, a file for each chapter and language; see the README there.
- `rules.toml`: rules of law, for a country whose law saylau does not know.
- `review.csv`: who signed which finding. Until someone signs it, a finding prints as an indication.
- `tables/`: exports of search interest as they were downloaded, which `search_series.csv` names with their hash, and
  results by polling station, which `station_results.csv` names.

## The kinds

{kinds}"""

RULES = """\
# Rules of law as data, for a country whose law saylau does not know. One table a rule, under the name by which checks
# ask for it; `provision` is the id of a row of provision.csv. Take the marks # away from the example to begin.
#
# [[rule]]
# name = "signatures.total"
# form = "threshold"
# provision = "elections-56-2"
# share = 0.01
# rounding = "up"
#
# A test case stands below its rule; `saylau validate` and `saylau law FOLDER` run it:
#
# [[rule.case]]
# name = "one signature short of one per cent of 250,000 voters"
# on = 2031-05-04
# given = {{voters = 250000, valid_signatures = 2499}}
# expect = "no"
#
# Where the law counts in a value that changes, write the value by day, and times and base in the rule:
#
# [[base]]
# name = "minimum-wage"
# value = "500 EUR"
# since = 2031-01-01
# until = 2032-01-01
# provision = "wage-decree"
#
# A list stands in square brackets: what = ["company", "foreign"].
#
# Keys of a rule:
{keys}
"""

TEXT_README = f"""\
# Your own prose

A file for each chapter and language, named `<chapter>.<language>.md`, for example `summary.en.md`. It is printed in
its chapter, before the findings. `{{finding:finance.cap_use:somebody}}` and `{{fact:receipt-1}}` stand for what the
case holds, so that the sentence follows when a fact changes; one that leads nowhere is an error.

Chapters: {", ".join(CHAPTERS)}.
"""
