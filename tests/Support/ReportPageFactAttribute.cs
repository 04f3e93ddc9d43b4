namespace Crossbar.Tests.Support;

/// <summary>A test that looks at the page of <c>crossbar report</c> in a browser: skipped with a reason where one cannot, unless CI requires it.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ReportPageFactAttribute() : BrowserFactAttribute(("the report page", ReportFactAttribute.HasPage));
