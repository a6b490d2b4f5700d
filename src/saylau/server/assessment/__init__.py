"""The assessment of a case: computed in the background, kept with the version of the case, told in each language."""
