using Microsoft.Build.Utilities;

namespace Crossbar.Build.Tasks.Tests;

/// <summary>What the task says no to, and what it must not.</summary>
public sealed class PrepareRefusalTests : PreparedProject
{
    [Fact]
    public void Two_models_of_one_class_are_an_error_that_names_both()
    {
        Assert.False(Run([Model("a/net.onnx"), Model("b/Net.onnx")], out _));

        var error = Assert.Single(Engine.Errors);
        Assert.Equal(TaskMessages.DuplicateClass.Code, error.Code);
        Assert.Contains("'a/net.onnx' and 'b/Net.onnx'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../evil")]
    [InlineData("2x")]
    [InlineData("a.b")]
    public void A_class_name_must_be_an_identifier(string className)
    {
        Assert.False(Run([Model("A.onnx", ("ClassName", className))], out _));

        Assert.Equal(TaskMessages.InvalidClassName.Code, Assert.Single(Engine.Errors).Code);
        Assert.False(Directory.Exists(Project["obj"]));
    }

    [Theory]
    [InlineData(".NETCoreApp", "v7.0")]
    [InlineData(".NETStandard", "v2.0")]
    [InlineData(".NETFramework", "v4.8")]
    public void An_older_framework_is_an_error(string identifier, string version)
    {
        Assert.False(Run([Model("A.onnx")], out _, task => (task.TargetFrameworkIdentifier, task.TargetFrameworkVersion) = (identifier, version)));

        Assert.Equal(TaskMessages.FrameworkTooOld.Code, Assert.Single(Engine.Errors).Code);
    }

    [Theory]
    [InlineData("roslyn4.7")]
    [InlineData("roslyn4.4")]
    [InlineData("roslyn3.11")]
    public void A_compiler_that_cannot_load_the_generator_is_an_error(string compiler)
    {
        Assert.False(Run([Model("A.onnx")], out _, task => (task.CompilerApiVersion, task.SdkVersion) = (compiler, "7.0.120")));

        var error = Assert.Single(Engine.Errors);
        Assert.Equal(TaskMessages.CompilerTooOld.Code, error.Code);
        Assert.Contains($"{compiler["roslyn".Length..]} (.NET SDK 7.0.120)", error.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Project["obj"]));
    }

    [Theory]
    [InlineData("roslyn4.8")]
    [InlineData("roslyn4.14")]
    [InlineData("roslyn5.9")]
    [InlineData("roslyn10.0")]
    [InlineData("")]
    [InlineData("another")]
    public void A_compiler_that_can_or_that_nobody_knows_is_none(string compiler) =>
        Assert.NotEmpty(Prepare([Model("A.onnx")], task => task.CompilerApiVersion = compiler).Compilations);

    [Theory]
    [InlineData("8.0")]
    [InlineData("8")]
    [InlineData("7.3")]
    [InlineData("3")]
    [InlineData("ISO-2")]
    [InlineData("iso-1")]
    public void An_older_version_of_the_language_is_an_error_that_names_the_property(string language)
    {
        Assert.False(Run([Model("A.onnx")], out _, task => task.LanguageVersion = language));

        var error = Assert.Single(Engine.Errors);
        Assert.Equal(TaskMessages.LanguageTooOld.Code, error.Code);
        Assert.Contains($"LangVersion of this project is '{language}'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("9.0")]
    [InlineData("9")]
    [InlineData("10")]
    [InlineData("12.0")]
    [InlineData("14.0")]
    [InlineData("latest")]
    [InlineData("LatestMajor")]
    [InlineData("preview")]
    [InlineData("default")]
    [InlineData("")]
    public void A_newer_version_of_the_language_is_none(string language) =>
        Assert.NotEmpty(Prepare([Model("A.onnx")], task => task.LanguageVersion = language).Compilations);

    [Fact]
    public void Keywords_are_names_in_an_editors_stub_too()
    {
        var request = Prepare(Model("A.onnx", ("ClassName", "record"), ("Namespace", "Demo.file.event"))).Compilations.Single().GetMetadata("Request");

        var stub = File.ReadAllText(ModelFiles.Beside(request).Stub);
        Assert.Contains("namespace Demo.@file.@event\n", stub, StringComparison.Ordinal);
        Assert.Contains("partial class @record\n", stub, StringComparison.Ordinal);
        // The tool refuses it: nothing to fall over before that.
        Assert.NotEmpty(Prepare(Model("B.onnx", ("Namespace", "Demo..1"))).Compilations);
    }

    [Fact]
    public void Another_language_is_an_error()
    {
        Assert.False(Run([Model("A.onnx")], out _, task => task.Language = "VB"));

        Assert.Equal(TaskMessages.LanguageNotSupported.Code, Assert.Single(Engine.Errors).Code);
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_an_error_not_a_crash()
    {
        Project.Write("obj", "a file where the folder should be");

        Assert.False(Run([Model("A.onnx")], out _));
        Assert.Equal(TaskMessages.FileSystem.Code, Assert.Single(Engine.Errors).Code);
    }
}
