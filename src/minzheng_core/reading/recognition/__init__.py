"""Columns recognised (识别): where the headings stand, what they and the cells below say, whose it is."""
