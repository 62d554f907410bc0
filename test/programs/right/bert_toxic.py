import json
from typing import Optional

import torch
from torch import nn
from torch.nn import CrossEntropyLoss, BCEWithLogitsLoss, MSELoss
from torch.utils.data import DataLoader, Dataset


class BertConfig:
    model_type = "bert"

    def __init__(self, vocab_size=120, hidden_size=32, num_hidden_layers=2, num_attention_heads=4, intermediate_size=64,
                 hidden_dropout_prob=0.1, max_position_embeddings=40, type_vocab_size=2, pad_token_id=0, **kwargs):
        self.vocab_size = vocab_size
        self.hidden_size = hidden_size
        self.num_hidden_layers = num_hidden_layers
        self.num_attention_heads = num_attention_heads
        self.intermediate_size = intermediate_size
        self.hidden_dropout_prob = hidden_dropout_prob
        self.max_position_embeddings = max_position_embeddings
        self.type_vocab_size = type_vocab_size
        self.pad_token_id = pad_token_id
        self.num_labels = kwargs.pop("num_labels", 2)
        self.problem_type = kwargs.pop("problem_type", None)
        for key, value in kwargs.items():
            setattr(self, key, value)

    @classmethod
    def from_json(cls, text, **kwargs):
        config = cls(**json.loads(text))
        for k, v in kwargs.items():
            setattr(config, k, v)
        return config


ACT2FN = {"gelu": nn.functional.gelu, "relu": nn.functional.relu, "tanh": torch.tanh}


class BertEmbeddings(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.word_embeddings = nn.Embedding(config.vocab_size, config.hidden_size, padding_idx=config.pad_token_id)
        self.position_embeddings = nn.Embedding(config.max_position_embeddings, config.hidden_size)
        self.token_type_embeddings = nn.Embedding(config.type_vocab_size, config.hidden_size)
        self.LayerNorm = nn.LayerNorm(config.hidden_size, eps=1e-12)
        self.dropout = nn.Dropout(config.hidden_dropout_prob)
        self.register_buffer("position_ids", torch.arange(config.max_position_embeddings).expand((1, -1)), persistent=False)

    def forward(self, input_ids, token_type_ids=None):
        seq_length = input_ids.size(1)
        position_ids = self.position_ids[:, :seq_length]
        if token_type_ids is None:
            token_type_ids = torch.zeros_like(input_ids)
        embeddings = self.word_embeddings(input_ids) + self.token_type_embeddings(token_type_ids)
        embeddings += self.position_embeddings(position_ids)
        return self.dropout(self.LayerNorm(embeddings))


class BertSelfAttention(nn.Module):
    def __init__(self, config):
        super().__init__()
        if config.hidden_size % config.num_attention_heads != 0:
            raise ValueError(f"hidden size {config.hidden_size} is not a multiple of {config.num_attention_heads}")
        self.num_attention_heads = config.num_attention_heads
        self.attention_head_size = int(config.hidden_size / config.num_attention_heads)
        self.all_head_size = self.num_attention_heads * self.attention_head_size
        self.query = nn.Linear(config.hidden_size, self.all_head_size)
        self.key = nn.Linear(config.hidden_size, self.all_head_size)
        self.value = nn.Linear(config.hidden_size, self.all_head_size)

    def transpose_for_scores(self, x: torch.Tensor) -> torch.Tensor:
        new_x_shape = x.size()[:-1] + (self.num_attention_heads, self.attention_head_size)
        x = x.view(new_x_shape)
        return x.permute(0, 2, 1, 3)

    def forward(self, hidden_states, attention_mask=None):
        q = self.transpose_for_scores(self.query(hidden_states))
        k = self.transpose_for_scores(self.key(hidden_states))
        v = self.transpose_for_scores(self.value(hidden_states))
        attention_scores = torch.matmul(q, k.transpose(-1, -2)) / self.attention_head_size ** 0.5
        if attention_mask is not None:
            attention_scores = attention_scores + attention_mask
        attention_probs = nn.functional.softmax(attention_scores, dim=-1)
        context = torch.matmul(attention_probs, v).permute(0, 2, 1, 3).contiguous()
        new_context_shape = context.size()[:-2] + (self.all_head_size,)
        return context.view(*new_context_shape), attention_probs


class BertLayer(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.attention = BertSelfAttention(config)
        self.dense = nn.Linear(config.hidden_size, config.hidden_size)
        self.norm1 = nn.LayerNorm(config.hidden_size)
        self.intermediate = nn.Linear(config.hidden_size, config.intermediate_size)
        self.act = ACT2FN[getattr(config, "hidden_act", "gelu")]
        self.output = nn.Linear(config.intermediate_size, config.hidden_size)
        self.norm2 = nn.LayerNorm(config.hidden_size)

    def forward(self, hidden_states, attention_mask=None):
        outputs = self.attention(hidden_states, attention_mask)
        h = self.norm1(hidden_states + self.dense(outputs[0]))
        layer_output = self.norm2(h + self.output(self.act(self.intermediate(h))))
        return (layer_output,) + outputs[1:]


class ModelOutput(dict):
    def __getattr__(self, name):
        return self[name]


class BertModel(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.config = config
        self.embeddings = BertEmbeddings(config)
        self.encoder = nn.ModuleList([BertLayer(config) for _ in range(config.num_hidden_layers)])
        self.pooler = nn.Sequential(nn.Linear(config.hidden_size, config.hidden_size), nn.Tanh())

    def get_extended_attention_mask(self, attention_mask):
        if attention_mask.dim() == 3:
            extended = attention_mask[:, None, :, :]
        elif attention_mask.dim() == 2:
            extended = attention_mask[:, None, None, :]
        else:
            raise ValueError("Wrong shape for attention_mask")
        extended = extended.to(dtype=torch.float32)
        return (1.0 - extended) * torch.finfo(torch.float32).min

    def forward(self, input_ids, attention_mask=None, token_type_ids=None, output_hidden_states=False):
        if attention_mask is None:
            attention_mask = torch.ones(input_ids.shape)
        mask = self.get_extended_attention_mask(attention_mask)
        hidden = self.embeddings(input_ids, token_type_ids)
        all_hidden = (hidden,)
        for layer in self.encoder:
            hidden = layer(hidden, mask)[0]
            all_hidden = all_hidden + (hidden,)
        pooled = self.pooler(hidden[:, 0])
        return hidden, pooled, all_hidden if output_hidden_states else None


class BertForSequenceClassification(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.num_labels = config.num_labels
        self.config = config
        self.bert = BertModel(config)
        self.dropout = nn.Dropout(config.hidden_dropout_prob)
        self.classifier = nn.Linear(config.hidden_size, config.num_labels)

    def forward(self, input_ids: torch.Tensor, attention_mask: Optional[torch.Tensor] = None, labels: Optional[torch.Tensor] = None):
        _, pooled_output, _ = self.bert(input_ids, attention_mask)
        logits = self.classifier(self.dropout(pooled_output))
        loss = None
        if labels is not None:
            if self.config.problem_type is None:
                if self.num_labels == 1:
                    self.config.problem_type = "regression"
                elif self.num_labels > 1 and (labels.dtype == torch.long or labels.dtype == torch.int):
                    self.config.problem_type = "single_label_classification"
                else:
                    self.config.problem_type = "multi_label_classification"
            if self.config.problem_type == "regression":
                loss_fct = MSELoss()
                loss = loss_fct(logits.squeeze(), labels.squeeze()) if self.num_labels == 1 else loss_fct(logits, labels)
            elif self.config.problem_type == "single_label_classification":
                loss_fct = CrossEntropyLoss()
                loss = loss_fct(logits.view(-1, self.num_labels), labels.view(-1))
            elif self.config.problem_type == "multi_label_classification":
                loss_fct = BCEWithLogitsLoss()
                loss = loss_fct(logits, labels)
        return ModelOutput(loss=loss, logits=logits)


class Comments(Dataset):
    def __init__(self, size=12, max_len=20, num_labels=6):
        self.size, self.max_len, self.num_labels = size, max_len, num_labels

    def __len__(self):
        return self.size

    def __getitem__(self, i):
        n = 5 + i % 10
        ids = torch.zeros(self.max_len, dtype=torch.long)
        ids[:n] = torch.randint(1, 120, (n,))
        mask = (ids != 0).long()
        return {"input_ids": ids, "attention_mask": mask, "labels": torch.randint(0, 2, (self.num_labels,)).float()}


config = BertConfig.from_json('{"num_hidden_layers": 1}', num_labels=6)
model = BertForSequenceClassification(BertConfig(num_labels=6, hidden_act="relu"))
loader = DataLoader(Comments(), batch_size=4, shuffle=True)
optimizer = torch.optim.AdamW([
    {"params": [p for n, p in model.named_parameters() if not any(nd in n for nd in ("bias", "LayerNorm"))], "weight_decay": 0.01},
    {"params": [p for n, p in model.named_parameters() if any(nd in n for nd in ("bias", "LayerNorm"))], "weight_decay": 0.0},
], lr=5e-5)
model.train()
for batch in loader:
    batch = {k: v.to("cpu") for k, v in batch.items()}
    outputs = model(**batch)
    loss = outputs.loss
    loss.backward()
    optimizer.step()
    optimizer.zero_grad()

model.eval()
preds, refs = [], []
for batch in loader:
    labels = batch.pop("labels")
    with torch.no_grad():
        outputs = model(**batch)
    preds.append(torch.sigmoid(outputs["logits"]) > 0.5)
    refs.append(labels.bool())
preds, refs = torch.cat(preds), torch.cat(refs)
f1 = 2 * (preds & refs).sum(0) / (preds.sum(0) + refs.sum(0)).clamp(min=1)
print(f1.mean().item())
