# expect: not-divisible@13
import torch
import torch.nn as nn

SOURCE, TARGET, PAD = 120, 150, 0


class Translator(nn.Module):
    def __init__(self, dim=32, heads=5):
        super().__init__()
        self.source = nn.Embedding(SOURCE, dim, padding_idx=PAD)
        self.target = nn.Embedding(TARGET, dim, padding_idx=PAD)
        self.transformer = nn.Transformer(
            d_model=dim, nhead=heads, num_encoder_layers=1, num_decoder_layers=1, dim_feedforward=64, batch_first=True
        )
        self.generator = nn.Linear(dim, TARGET)

    def forward(self, source, target):
        mask = nn.Transformer.generate_square_subsequent_mask(target.size(1))
        hidden = self.transformer(self.source(source), self.target(target), tgt_mask=mask)
        return self.generator(hidden)


model = Translator()
criterion = nn.CrossEntropyLoss(ignore_index=PAD)
optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
for step in range(2):
    source = torch.randint(1, SOURCE, (5, 9))
    target = torch.randint(1, TARGET, (5, 11))
    given, wanted = target[:, :-1], target[:, 1:]
    scores = model(source, given)
    loss = criterion(scores.reshape(-1, TARGET), wanted.reshape(-1))
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    print(step, loss.item())
