# oslo_utils.uuidutils
import uuid


def generate_uuid(dashed=True):
    drawn = uuid.uuid4()
    return str(drawn) if dashed else drawn.hex
