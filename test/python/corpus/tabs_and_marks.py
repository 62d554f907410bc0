# -*- coding: utf-8 -*-
"""Mit Umlauten, 漢字 und einem 🤖: offsets must count UTF-16 units."""
import torch
from torch import nn


class Größe(nn.Module):
	"""Tabs for indentation, a form feed below."""

	def __init__(self, breite=4, höhe=8):
		super().__init__()
		self.name = "Schicht 🤖🤖"; self.φ = nn.Linear(breite, höhe)
		self.notes = {
			"größe": (breite, höhe),  # 漢字
			"emoji": "🤖", "more": 'ä' "ö" """ü""",
		}

	def forward(self, x):
		if x.dim() == 1:
			x = x[None]		# add a batch
		elif x.dim() > 2:
			raise ValueError(f"🤖 {x.shape!r} is too deep for {self.name}: {x.dim():>4}")
		π = self.φ(x)
		return π

def helper(größe: "Größe" = None, *, 数=1):
	values = [
		1,
		2,

		# a comment with a tab	inside
		3,
	]
	return größe or Größe(数, *values[:1])


if True:
	model = helper(); model.eval()
	y = model(torch.zeros(2, 1))
	print("done 🤖", y.shape, sep="\t")
