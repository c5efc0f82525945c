"""The conformance cases of accountd's protocol, one file a section."""
