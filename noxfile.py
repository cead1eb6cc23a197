"""What takes long or needs more than Python: ``nox -s full`` compares PySpark (Java 17) with ``decide`` as well."""

import nox


@nox.session
def full(session: nox.Session) -> None:
    """Every engine on 100,000 rows, PySpark among them."""
    session.install("--group", "test", "--editable", ".", "pyspark>=3.5")
    session.run("pytest", "-m", "engines", "--frame-rows=100000", "tests/test_frames_agreement.py")
    session.run("pytest", "tests_full", "-W", "default")
