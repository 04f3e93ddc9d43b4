namespace Crossbar.EndToEnd.Tests.Samples;

/// <summary>Tests that share one build and one server of samples/Web.</summary>
[CollectionDefinition(Name)]
public sealed class WebSampleGroup : ICollectionFixture<WebSample>
{
    /// <summary>Its name.</summary>
    public const string Name = "samples/Web";
}
