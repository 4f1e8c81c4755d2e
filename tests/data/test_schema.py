"""datapackage.json describes every table for a reader, and the rules know every word of it."""

import pytest

from data import indicator_rules, value_rules
from data.schema import TableSchema, table_schemas

SCHEMAS = list(table_schemas().values())


@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda schema: schema.name)
def test_every_field_is_described(schema: TableSchema):
    assert schema.title_zh
    assert schema.title_en
    assert schema.description
    for field in schema.fields:
        assert field.title_zh
        assert field.title_en
        assert field.description.endswith(".")
        if "pattern" in field.constraints or field.type in ("integer", "number", "date"):
            assert field.example


@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda schema: schema.name)
def test_every_row_has_a_key(schema: TableSchema):
    # A verdict "absent" has no clause, and is the only one on its pair of documents.
    keys = [name for name in schema.primary_key if (schema.name, name) != ("cascades", "clause")]
    assert all(schema.field[name].constraints["required"] for name in keys)


# The documents are the sources; the names in English are of what measures.csv cites.
CITING = [schema for schema in SCHEMAS if schema.name not in ("documents", "departments")]


@pytest.mark.parametrize("schema", CITING, ids=lambda schema: schema.name)
def test_every_row_names_source_and_clause(schema: TableSchema):
    source = "document_id" if "document_id" in schema.field else "source_id"
    # A verdict may be that a document says nothing: then the clause above is the one that is cited.
    clause = "upper_clause" if schema.name == "cascades" else "clause"
    assert schema.field[source].constraints["required"]
    assert schema.field[clause].constraints["required"]
    keys = schema.table_schema["foreignKeys"]
    assert {"fields": [source], "reference": {"resource": "documents", "fields": ["document_id"]}} in keys


def test_rules_know_every_comparator_metric_and_unit():
    targets = table_schemas()["targets"].field
    comparators = value_rules.COMPARATORS_WITH_VALUE | value_rules.COMPARATORS_WITHOUT_VALUE
    assert comparators == set(targets["comparator"].constraints["enum"])
    assert not value_rules.COMPARATORS_WITH_VALUE & value_rules.COMPARATORS_WITHOUT_VALUE
    assert set(value_rules.UNITS_OF_METRIC) == set(targets["metric"].constraints["enum"])
    assert set(value_rules.LARGEST) == set(targets["unit_symbol"].constraints["enum"])


def test_rules_know_every_comparator_and_unit_of_the_indicators():
    indicators = table_schemas()["indicators"].field
    kinds = (
        indicator_rules.COMPARATORS_WITH_VALUE,
        indicator_rules.COMPARATORS_WITH_THRESHOLD,
        indicator_rules.COMPARATORS_WITHOUT_VALUE,
    )
    assert sorted(name for kind in kinds for name in kind) == sorted(
        indicators["comparator"].constraints["enum"]
    )
    assert set(indicator_rules.LARGEST) == set(indicators["unit_symbol"].constraints["enum"])
