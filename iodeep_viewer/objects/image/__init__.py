"""Images, of any modality and transfer syntax that the decoders know."""
