import torch
import torch.nn as nn

ALPHABET = "_abcdefghijklmnopqrstuvwxyz "


class SpeechNet(nn.Module):
    def __init__(self, mels=40, hidden=48, symbols=len(ALPHABET)):
        super().__init__()
        self.conv = nn.Conv1d(mels, hidden, kernel_size=5, stride=2, padding=2)
        self.rnn = nn.GRU(hidden, hidden, batch_first=True, bidirectional=True)
        self.out = nn.Linear(hidden * 2, symbols)

    def forward(self, spectrogram):
        x = torch.relu(self.conv(spectrogram))
        x, _ = self.rnn(x.transpose(1, 2))
        return self.out(x).log_softmax(dim=-1)


net = SpeechNet()
ctc = nn.CTCLoss(blank=0, zero_infinity=True)
optimizer = torch.optim.Adam(net.parameters(), lr=3e-4)
batch, frames = 4, 100
for step in range(2):
    spectrogram = torch.randn(batch, 40, frames)
    text = torch.randint(1, len(ALPHABET), (batch, 12))
    log_probs = net(spectrogram)
    loss = ctc(
        log_probs.transpose(0, 1),
        text,
        torch.full((batch,), log_probs.size(1)),
        torch.full((batch,), text.size(1)),
    )
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
best = net(torch.randn(1, 40, 60)).argmax(dim=-1)[0]
print("".join(ALPHABET[i] for i in best.unique_consecutive().tolist() if i != 0))
