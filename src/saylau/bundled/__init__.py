"""Case folders that come with saylau: data only, no code. `kazakhstan_2019` is the reference case, `estonia_2019`
a second and different one."""
