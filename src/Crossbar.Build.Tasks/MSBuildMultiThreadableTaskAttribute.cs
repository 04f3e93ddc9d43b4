namespace Microsoft.Build.Framework;

/// <summary>
/// Tells a multithreaded MSBuild (<c>-mt</c>) that a task may run inside its process. MSBuild looks for this name, not for its own type,
/// so that tasks built against older reference assemblies can say so. Our tasks use absolute paths and no process-wide state.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class MSBuildMultiThreadableTaskAttribute : Attribute;
