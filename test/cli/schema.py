"""The part of JSON Schema that docs/answer.schema.json and docs/analysis.schema.json use, checked strictly: an unknown keyword is a fault of ours."""
import re

KNOWN = {"$schema", "$ref", "$defs", "title", "description", "type", "properties", "required", "additionalProperties", "items", "enum",
         "const", "oneOf", "pattern", "minimum"}
TYPES = {"object": dict, "array": list, "string": str, "boolean": bool, "null": type(None)}


def is_type(value, name):
    if name == "number":
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    if name == "integer":
        return isinstance(value, int) and not isinstance(value, bool)
    return isinstance(value, TYPES[name])


def faults(value, schema, root, where="$"):
    """Sentences about what does not fit; empty when all does."""
    unknown = set(schema) - KNOWN
    if unknown:
        return [f"{where}: the schema uses {unknown}, which this check does not know"]
    found = []
    if "$ref" in schema:
        target = root
        for part in schema["$ref"].removeprefix("#/").split("/"):
            target = target[part]
        found += faults(value, target, root, where)
    names = schema.get("type", [])
    names = [names] if isinstance(names, str) else names
    if names and not any(is_type(value, n) for n in names):
        return found + [f"{where}: {value!r} is not {' or '.join(names)}"]
    if "enum" in schema and value not in schema["enum"]:
        found.append(f"{where}: {value!r} is none of {schema['enum']}")
    if "const" in schema and value != schema["const"]:
        found.append(f"{where}: {value!r} is not {schema['const']!r}")
    if "pattern" in schema and isinstance(value, str) and not re.search(schema["pattern"], value):
        found.append(f"{where}: {value!r} does not match {schema['pattern']}")
    if "minimum" in schema and is_type(value, "integer") and value < schema["minimum"]:
        found.append(f"{where}: {value} is below {schema['minimum']}")
    if "oneOf" in schema:
        tries = [faults(value, one, root, where) for one in schema["oneOf"]]
        if sum(not t for t in tries) != 1:
            found.append(f"{where}: fits {sum(not t for t in tries)} of {len(tries)} shapes: {min(tries, key=len)[:3]}")
    if isinstance(value, dict):
        properties = schema.get("properties", {})
        found += [f"{where}: {name} is missing" for name in schema.get("required", []) if name not in value]
        if schema.get("additionalProperties") is False:
            found += [f"{where}: {name} is not in the schema" for name in value if name not in properties]
        for name, one in properties.items():
            if name in value:
                found += faults(value[name], one, root, f"{where}.{name}")
    if isinstance(value, list) and "items" in schema:
        for i, item in enumerate(value):
            found += faults(item, schema["items"], root, f"{where}[{i}]")
    return found
