"""Case folders that come with saylau: data only, no code. `kazakhstan_2019` is the reference case."""
