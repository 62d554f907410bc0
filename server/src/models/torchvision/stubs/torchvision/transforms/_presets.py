"""The transforms that go with pretrained weights."""


class ImageClassification:
    def __init__(self, *, crop_size, resize_size=256, **changes):
        self.crop_size = [crop_size]
        self.resize_size = [resize_size]


ObjectDetection = SemanticSegmentation = VideoClassification = OpticalFlow = ImageClassification
