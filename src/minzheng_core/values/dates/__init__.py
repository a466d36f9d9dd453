"""Dates: their writings, the two calendars, and what is known of a day in part (日期)."""
