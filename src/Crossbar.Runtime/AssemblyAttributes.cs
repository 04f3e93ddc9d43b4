// Generated classes are public members of the user's assembly, which may keep to the Common Language Specification: so do our own public members.
[assembly: CLSCompliant(true)]
