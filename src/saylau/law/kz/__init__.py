"""Law of Kazakhstan as it applied to the presidential election of 9 June 2019.

The words of articles 28, 54, 55 and 58 of the Constitutional Law on Elections in the edition of 28 December 2018 have
not been read; rules on them rest on sources of grade B and say so (`Basis.REPORTED`). What is known of that edition is
confirmed for 2019 only, so most rules answer for that year and none is carried forward.
"""
