# expect: size-mismatch@108
import math
import torch
import torch.nn as nn
from torch import Tensor

PAD_IDX, BOS_IDX, EOS_IDX = 0, 1, 2
torch.manual_seed(0)


class PositionalEncoding(nn.Module):
    def __init__(self, emb_size: int, dropout: float, maxlen: int = 100):
        super().__init__()
        den = torch.exp(-torch.arange(0, emb_size, 2) * math.log(10000) / emb_size)
        pos = torch.arange(0, maxlen).reshape(maxlen, 1)
        pos_embedding = torch.zeros((maxlen, emb_size))
        pos_embedding[:, 0::2] = torch.sin(pos * den)
        pos_embedding[:, 1::2] = torch.cos(pos * den)
        pos_embedding = pos_embedding.unsqueeze(-2)
        self.dropout = nn.Dropout(dropout)
        self.register_buffer("pos_embedding", pos_embedding)

    def forward(self, token_embedding: Tensor):
        return self.dropout(token_embedding + self.pos_embedding[: token_embedding.size(0), :])


class TokenEmbedding(nn.Module):
    def __init__(self, vocab_size: int, emb_size):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, emb_size, padding_idx=PAD_IDX)
        self.emb_size = emb_size

    def forward(self, tokens: Tensor):
        return self.embedding(tokens.long()) * math.sqrt(self.emb_size)


class Seq2SeqTransformer(nn.Module):
    def __init__(self, layers, emb_size, nhead, src_vocab, tgt_vocab, ff=64, dropout=0.1):
        super().__init__()
        self.transformer = nn.Transformer(emb_size, nhead, layers, layers, dim_feedforward=ff, dropout=dropout)
        self.generator = nn.Linear(emb_size, tgt_vocab)
        self.src_tok_emb = TokenEmbedding(src_vocab, emb_size)
        self.tgt_tok_emb = TokenEmbedding(tgt_vocab, emb_size)
        self.positional_encoding = PositionalEncoding(emb_size, dropout=dropout)

    def forward(self, src, trg, src_mask, tgt_mask, src_padding_mask, tgt_padding_mask, memory_key_padding_mask):
        src_emb = self.positional_encoding(self.src_tok_emb(src))
        tgt_emb = self.positional_encoding(self.tgt_tok_emb(trg))
        outs = self.transformer(
            src_emb, tgt_emb, src_mask, tgt_mask, None, src_padding_mask, tgt_padding_mask, memory_key_padding_mask
        )
        return self.generator(outs)

    def encode(self, src: Tensor, src_mask: Tensor):
        return self.transformer.encoder(self.positional_encoding(self.src_tok_emb(src)), src_mask)

    def decode(self, tgt: Tensor, memory: Tensor, tgt_mask: Tensor):
        return self.transformer.decoder(self.positional_encoding(self.tgt_tok_emb(tgt)), memory, tgt_mask)


def generate_square_subsequent_mask(sz):
    mask = (torch.triu(torch.ones((sz, sz))) == 1).transpose(0, 1)
    return mask.float().masked_fill(mask == 0, float("-inf")).masked_fill(mask == 1, float(0.0))


def create_mask(src, tgt):
    src_seq_len = src.shape[0]
    tgt_seq_len = tgt.shape[1]
    tgt_mask = generate_square_subsequent_mask(tgt_seq_len)
    src_mask = torch.zeros((src_seq_len, src_seq_len)).type(torch.bool)
    src_padding_mask = (src == PAD_IDX).transpose(0, 1)
    tgt_padding_mask = (tgt == PAD_IDX).transpose(0, 1)
    return src_mask, tgt_mask, src_padding_mask, tgt_padding_mask


def beam_search(model, src, src_mask, max_len, beam=3):
    memory = model.encode(src, src_mask)
    beams = [(torch.ones(1, 1).fill_(BOS_IDX).type(torch.long), 0.0)]
    for _ in range(max_len):
        candidates = []
        for ys, score in beams:
            if ys[-1, 0].item() == EOS_IDX:
                candidates.append((ys, score))
                continue
            tgt_mask = generate_square_subsequent_mask(ys.size(0)).type(torch.bool)
            out = model.decode(ys, memory, tgt_mask)
            out = out.transpose(0, 1)
            log_prob = torch.log_softmax(model.generator(out[:, -1]), dim=-1)
            values, indices = log_prob.topk(beam, dim=-1)
            for k in range(beam):
                nxt = indices[0, k].view(1, 1)
                candidates.append((torch.cat([ys, nxt], dim=0), score + values[0, k].item()))
        beams = sorted(candidates, key=lambda b: b[1] / len(b[0]), reverse=True)[:beam]
    return beams[0][0].flatten()


SRC_VOCAB, TGT_VOCAB = 40, 50
model = Seq2SeqTransformer(2, 32, 4, SRC_VOCAB, TGT_VOCAB)
for p in model.parameters():
    if p.dim() > 1:
        nn.init.xavier_uniform_(p)
loss_fn = nn.CrossEntropyLoss(ignore_index=PAD_IDX)
optimizer = torch.optim.Adam(model.parameters(), lr=1e-4, betas=(0.9, 0.98), eps=1e-9)
src = torch.randint(3, SRC_VOCAB, (11, 6))
tgt = torch.randint(3, TGT_VOCAB, (9, 6))
tgt_input = tgt[:-1, :]
src_mask, tgt_mask, src_pad, tgt_pad = create_mask(src, tgt_input)
logits = model(src, tgt_input, src_mask, tgt_mask, src_pad, tgt_pad, src_pad)
tgt_out = tgt[1:, :]
loss = loss_fn(logits.reshape(-1, logits.shape[-1]), tgt_out.reshape(-1))
loss.backward()
optimizer.step()
model.eval()
with torch.no_grad():
    sentence = src[:, :1]
    num_tokens = sentence.shape[0]
    best = beam_search(model, sentence, torch.zeros(num_tokens, num_tokens).type(torch.bool), max_len=num_tokens + 5)
print(loss.item(), best.shape)
