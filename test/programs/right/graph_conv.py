import torch
import torch.nn as nn
import torch.nn.functional as F


class GraphConv(nn.Module):
    def __init__(self, inputs, outputs):
        super().__init__()
        self.weight = nn.Parameter(torch.empty(inputs, outputs))
        self.bias = nn.Parameter(torch.zeros(outputs))
        nn.init.xavier_uniform_(self.weight)

    def forward(self, adjacency, x):
        return adjacency @ (x @ self.weight) + self.bias


class GCN(nn.Module):
    def __init__(self, features, hidden, classes):
        super().__init__()
        self.gc1 = GraphConv(features, hidden)
        self.gc2 = GraphConv(hidden, classes)

    def forward(self, adjacency, x):
        x = F.dropout(F.relu(self.gc1(adjacency, x)), 0.5, training=self.training)
        return F.log_softmax(self.gc2(adjacency, x), dim=1)


def normalize(adjacency):
    adjacency = adjacency + torch.eye(adjacency.size(0))
    degree = adjacency.sum(1)
    return adjacency / degree.unsqueeze(1)


nodes, features, classes = 60, 25, 7
edges = (torch.rand(nodes, nodes) < 0.1).float()
adjacency = normalize(edges)
x = torch.randn(nodes, features)
labels = torch.randint(0, classes, (nodes,))
train = torch.arange(0, 40)
model = GCN(features, 16, classes)
optimizer = torch.optim.Adam(model.parameters(), lr=0.01, weight_decay=5e-4)
for epoch in range(3):
    output = model(adjacency, x)
    loss = F.nll_loss(output[train], labels[train])
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
accuracy = (output.argmax(dim=1) == labels).float().mean()
