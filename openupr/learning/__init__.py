"""Short lessons for newcomers: what the UPR is and how to take part in it, in English and Khmer, with questions to
check oneself by. Nothing is stored: who read what, and who answered what, is nobody's business."""
