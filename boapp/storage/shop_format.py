"""What marks a shop file as one of ours, and which shape of its tables this program understands."""

APPLICATION_ID = 0x626F6170  # "boap"
COMPATIBILITY = 1
