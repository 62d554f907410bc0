# expect: refuted-check@86
import string
import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.utils.data import Dataset, DataLoader

ALPHABET = "-" + string.digits + string.ascii_lowercase
idx2char = dict(enumerate(ALPHABET))
char2idx = {c: i for i, c in idx2char.items()}


class CaptchaDataset(Dataset):
    def __init__(self, texts, height=32, width=128):
        self.texts = texts
        self.height, self.width = height, width

    def __len__(self):
        return len(self.texts)

    def __getitem__(self, i):
        image = torch.rand(1, self.height, self.width)
        target = torch.tensor([char2idx[c] for c in self.texts[i]], dtype=torch.long)
        return {"image": image, "target": target, "length": len(target)}


def collate(batch):
    images = torch.stack([b["image"] for b in batch])
    targets = torch.cat([b["target"] for b in batch])
    lengths = torch.tensor([b["length"] for b in batch], dtype=torch.long)
    return images, targets, lengths


class BidirectionalLSTM(nn.Module):
    def __init__(self, nIn, nHidden, nOut):
        super().__init__()
        self.rnn = nn.LSTM(nIn, nHidden, bidirectional=True)
        self.embedding = nn.Linear(nHidden * 2, nOut)

    def forward(self, input):
        recurrent, _ = self.rnn(input)
        T, b, h = recurrent.size()
        t_rec = recurrent.view(T * b, h)
        output = self.embedding(t_rec)
        return output.view(T, b, -1)


class CRNN(nn.Module):
    def __init__(self, imgH, nc, nclass, nh, leakyRelu=False):
        super().__init__()
        assert imgH % 16 == 0, "imgH has to be a multiple of 16"
        ks = [3, 3, 3, 3, 3, 3, 2]
        ps = [1, 1, 1, 1, 1, 1, 0]
        ss = [1, 1, 1, 1, 1, 1, 1]
        nm = [16, 32, 64, 64, 128, 128, 128]
        cnn = nn.Sequential()

        def convRelu(i, batchNormalization=False):
            nIn = nc if i == 0 else nm[i - 1]
            nOut = nm[i]
            cnn.add_module("conv{0}".format(i), nn.Conv2d(nIn, nOut, ks[i], ss[i], ps[i]))
            if batchNormalization:
                cnn.add_module("batchnorm{0}".format(i), nn.BatchNorm2d(nOut))
            if leakyRelu:
                cnn.add_module("relu{0}".format(i), nn.LeakyReLU(0.2, inplace=True))
            else:
                cnn.add_module("relu{0}".format(i), nn.ReLU(True))

        convRelu(0)
        cnn.add_module("pooling{0}".format(0), nn.MaxPool2d(2, 2))
        convRelu(1)
        cnn.add_module("pooling{0}".format(1), nn.MaxPool2d(2, 2))
        convRelu(2, True)
        convRelu(3)
        cnn.add_module("pooling{0}".format(2), nn.MaxPool2d((2, 2), (2, 1), (0, 1)))
        convRelu(4, True)
        convRelu(5)
        cnn.add_module("pooling{0}".format(3), nn.MaxPool2d((2, 2), (2, 1), (0, 1)))
        convRelu(6, True)
        self.cnn = cnn
        self.rnn = nn.Sequential(BidirectionalLSTM(nm[-1], nh, nh), BidirectionalLSTM(nh, nh, nclass))

    def forward(self, input):
        conv = self.cnn(input)
        b, c, h, w = conv.size()
        assert h == 1, "the height of conv must be 1"
        conv = conv.squeeze(2)
        conv = conv.permute(2, 0, 1)
        output = self.rnn(conv)
        return F.log_softmax(output, dim=2)


def decode(log_probs):
    best = log_probs.argmax(2).permute(1, 0)
    texts = []
    for row in best.tolist():
        out, prev = [], 0
        for p in row:
            if p != prev and p != 0:
                out.append(idx2char[p])
            prev = p
        texts.append("".join(out))
    return texts


loader = DataLoader(CaptchaDataset(height=48, texts=["abc12", "9xk", "zz0p", "hello7"] * 4), batch_size=4, shuffle=True, collate_fn=collate)
model = CRNN(imgH=32, nc=1, nclass=len(ALPHABET), nh=32)
criterion = nn.CTCLoss(blank=0, zero_infinity=True)
optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
for epoch in range(1):
    for images, targets, target_lengths in loader:
        preds = model(images)
        input_lengths = torch.full(size=(images.size(0),), fill_value=preds.size(0), dtype=torch.long)
        loss = criterion(preds, targets, input_lengths, target_lengths)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 5)
        optimizer.step()
    print(epoch, loss.item(), decode(preds.detach())[:2])
