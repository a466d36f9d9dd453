"""Tables too long for one piece of memory and one core: packed parts, stages ahead, helping processes.

Nothing here knows what the rows are about. It needs the extra ``archive``.
"""
