//! What branches on the catalogue record.
