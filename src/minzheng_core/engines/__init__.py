"""Who else can run it: cleaning and its column kernels inside Spark (其他引擎)."""
