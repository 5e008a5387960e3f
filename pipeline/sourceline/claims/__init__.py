"""From parsed documents to claims: propositions, attribution, modality, resolution, fact types."""
